"""The one list of all tables of the notifications."""

from sqlalchemy import MetaData

metadata = MetaData()
