"""The columns of which tables are made."""

from __future__ import annotations

from pactwatch.store import sql


def text(name: str) -> sql.Column[str]:
    return sql.Column(name, sql.Text, nullable=False)


def maybe(name: str) -> sql.Column[str]:
    return sql.Column(name, sql.Text)


def number(name: str) -> sql.Column[int]:
    return sql.Column(name, sql.Integer, nullable=False)


def seq() -> sql.Column[int]:
    return sql.Column("seq", sql.Integer, primary_key=True, autoincrement=True)


def to(name: str, target: str, *, required: bool = True) -> sql.Column[str]:
    return sql.Column(name, sql.ForeignKey(target), nullable=not required)


def holding() -> tuple[sql.Column[str], ...]:
    """Between which days a row holds, and with which pages it was made."""
    return maybe("from_day"), maybe("until_day"), text("knot")
