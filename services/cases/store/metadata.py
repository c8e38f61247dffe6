"""The one list of all tables of the cases."""

from sqlalchemy import MetaData

metadata = MetaData()
