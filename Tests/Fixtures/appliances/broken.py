"""Appliances and disks that must be refused, each with a name that says what is wrong with it."""


def build(fixtures, out):
    pass
