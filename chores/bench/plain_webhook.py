"""The plain way: the library's Application with its webhook, and a handler that commits a row."""

import sys
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, Session, SQLModel, create_engine
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.rehearsal.chatroom import A_BOT
from chores.bench.bringing import SECRET


class Said(SQLModel, table=True):
    """What somebody said."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    text: str


def main(url: str, api: str, port: str) -> None:
    """Serve a webhook until killed; one update after the other, as the library does by itself."""
    engine = create_engine(url)
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["said"]])

    async def keep(update: Update, _: Any) -> None:
        if update.message:
            with Session(engine) as session:
                session.add(Said(chat_id=update.message.chat.id, text=update.message.text or ""))
                session.commit()

    token = f"{A_BOT.id}:{A_BOT.username}"
    application = Application.builder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, keep))
    application.run_webhook(
        listen="127.0.0.1",
        port=int(port),
        url_path="hook",
        webhook_url=f"http://127.0.0.1:{port}/hook",
        secret_token=SECRET,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
