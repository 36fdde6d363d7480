"""The reader that is data: a table's sheet, header, areas, periods and figures are said in a source's description."""
