"""Pictures: a frozen view goes in, pages come out as PNG, PDF or SVG; nothing is read or sent."""
