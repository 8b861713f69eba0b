"""The ground every feature stands on; it knows no feature and no domain."""
