"""The one door to SQLAlchemy. It is loaded when a register is first opened, as loading costs more
than everything else that `pactwatch --help` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import BigInteger as BigInteger
    from sqlalchemy import BindParameter as BindParameter
    from sqlalchemy import Column as Column
    from sqlalchemy import ColumnElement as ColumnElement
    from sqlalchemy import Connection as Connection
    from sqlalchemy import CursorResult as CursorResult
    from sqlalchemy import Engine as Engine
    from sqlalchemy import ForeignKey as ForeignKey
    from sqlalchemy import ForeignKeyConstraint as ForeignKeyConstraint
    from sqlalchemy import Index as Index
    from sqlalchemy import Integer as Integer
    from sqlalchemy import LargeBinary as LargeBinary
    from sqlalchemy import MetaData as MetaData
    from sqlalchemy import PrimaryKeyConstraint as PrimaryKeyConstraint
    from sqlalchemy import Row as Row
    from sqlalchemy import Select as Select
    from sqlalchemy import Table as Table
    from sqlalchemy import Text as Text
    from sqlalchemy import TextClause as TextClause
    from sqlalchemy import UniqueConstraint as UniqueConstraint
    from sqlalchemy import and_ as and_
    from sqlalchemy import bindparam as bindparam
    from sqlalchemy import create_engine as create_engine
    from sqlalchemy import delete as delete
    from sqlalchemy import event as event
    from sqlalchemy import func as func
    from sqlalchemy import insert as insert
    from sqlalchemy import literal as literal
    from sqlalchemy import or_ as or_
    from sqlalchemy import select as select
    from sqlalchemy import text as text
    from sqlalchemy import update as update
    from sqlalchemy.exc import DBAPIError as DBAPIError
    from sqlalchemy.pool import NullPool as NullPool
    from sqlalchemy.pool import QueuePool as QueuePool
else:

    def __getattr__(name: str) -> Any:
        import sqlalchemy  # noqa: PLC0415 - slow to load, and `--help` must not
        from sqlalchemy import exc, pool  # noqa: PLC0415

        for module in (sqlalchemy, exc, pool):
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)
