"""The pages around the catalogue: home, help, legal pages, health, addresses for machines."""
