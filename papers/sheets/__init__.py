"""The six sheets of the workbook, one module each: rows go in, lines of the book come out."""
