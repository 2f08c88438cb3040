"""W1: entities of N each, an edge between any two with probability 0.05; above N = 50 the degree stays."""
from .corpus import Uid

DENSITY, LARGEST_DENSE = 0.05, 50


def nodes(kind, count):
    return [Uid(kind, f"{kind.lower()}{i}") for i in range(count)]


def edges(rng, targets):
    """Each target with probability 0.05, or as many as among 50."""
    if len(targets) <= LARGEST_DENSE:
        return [t for t in targets if rng.random() < DENSITY]
    expected = DENSITY * LARGEST_DENSE
    count = sum(rng.random() < expected / 10 for _ in range(10))
    return rng.sample(targets, count)


def upward(rng, kind_nodes):
    """Parents of the same kind, without cycles: only nodes that stand before, among 50 neighbours."""
    return {node: [t for t in kind_nodes[i - i % LARGEST_DENSE:i] if rng.random() < DENSITY] for i, node in enumerate(kind_nodes)}
