"""The one list of all tables of the scheduling."""

from sqlalchemy import MetaData

metadata = MetaData()
