"""The demo: fictitious data made through the ordinary paths, and the server that shows them."""
