"""The trainings of the demonstration: about 150, written by hand, grouped by family of trades."""

from portal.demo.content import (
    accueil,
    batiment,
    commerce,
    industrie,
    logistique,
    numerique,
    services,
    socle,
    soins,
    terre,
)
from portal.demo.content.trade import Trade

FAMILIES: dict[str, tuple[Trade, ...]] = {
    "batiment": batiment.TRADES,
    "industrie": industrie.TRADES,
    "logistique": logistique.TRADES,
    "soins": soins.TRADES,
    "accueil": accueil.TRADES,
    "numerique": numerique.TRADES,
    "commerce": commerce.TRADES,
    "terre": terre.TRADES,
    "services": services.TRADES,
    "socle": socle.TRADES,
}
TRADES: tuple[Trade, ...] = tuple(trade for trades in FAMILIES.values() for trade in trades)

__all__ = ["FAMILIES", "TRADES", "Trade"]
