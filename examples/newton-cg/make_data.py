"""Writes moons.csv: 200 points of two interleaved half circles with noise, the class (0 or 1) last.

The numbers come from a linear congruential generator written out here (Numerical Recipes' constants), so that every machine
and every version of Python writes the same file:

    python3 make_data.py > moons.csv
"""
import math

state = 20260101


def uniform():
    global state
    state = (1664525 * state + 1013904223) % 2 ** 32
    return (state + 0.5) / 2 ** 32


def normal():
    return math.sqrt(-2 * math.log(uniform())) * math.cos(2 * math.pi * uniform())


print("x1,x2,class")
for i in range(200):
    label, angle = i % 2, math.pi * uniform()
    x = math.cos(angle) if label == 0 else 1 - math.cos(angle)
    y = math.sin(angle) if label == 0 else 0.5 - math.sin(angle)
    print(f"{x + 0.15 * normal():.6f},{y + 0.15 * normal():.6f},{label}")
