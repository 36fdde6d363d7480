"""Which body is responsible where: postcodes, districts and places, shipped or given by the operator."""
