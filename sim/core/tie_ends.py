"""Compiled loops that find the lower ids of ties, which no file holds: from where the ties of each person begin."""

import numpy as np

from .compiled import compiled

FEW = 16  # people to walk past before one is looked for among all
BLOCK = 1024  # ties at once


@compiled
def find_lower(start, rows, lower):
    """Write the lower ids of rows of ties; `start` int32 (n_layers, n_people + 1) as in Ties."""
    layer, i, n_people = 0, 0, start.shape[1] - 1
    for k in range(rows.size):
        t = rows[k]
        if not start[layer, 0] <= t < start[layer, n_people]:
            layer = 0
            while start[layer, n_people] <= t:
                layer += 1
        if not start[layer, i] <= t < start[layer, min(i + FEW, n_people)]:
            i = person_of(start[layer], t)
        while start[layer, i + 1] <= t:
            i += 1
        lower[k] = i


@compiled
def person_of(start, t):
    """Return the person among whose ties the row t is: the last i with start[i] <= t; `start` is of one layer."""
    low, high = 0, start.size - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if start[middle] <= t:
            low = middle
        else:
            high = middle
    return low


@compiled
def list_all_lower(row_start, first, last, lower):
    """Write the lower ids of the ties first to before last of a layer."""
    person = person_of(row_start, first) if last > first else 0
    for block in range(first, last, BLOCK):
        person = list_lower(row_start, person, block, min(block + BLOCK, last), lower[block - first:])


@compiled
def list_lower(row_start, person, first, last, lower):
    """Write the lower ids of the ties first to before last of a layer and return the last of them; `person` is the first, or one before it."""
    while row_start[person + 1] <= first:
        person += 1
    # Noted where each person begins, and added up from there: a loop over the few ties of each would take three times as long.
    lower[:last - first] = 0
    lower[0] = person
    while row_start[person + 1] < last:
        person += 1
        lower[row_start[person] - first] += 1
    total = np.int32(0)
    for k in range(last - first):
        total += lower[k]
        lower[k] = total
    return person
