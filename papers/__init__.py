"""Papers. The township's workbook comes in as a Book, and its papers go out; nothing is sent."""
