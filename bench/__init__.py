"""Speed of the portal as ratios to baselines measured in the same run (`make bench`).

Absolute figures depend on the machine; the ratios are what docs/performance.md keeps and what the goals name.
"""
