import pytest
from bot.settings import Settings, Undetermined
from rules.schedule import Phase

@pytest.fixture
def settings():
    return Settings(organisation="禾源镇", undetermined=Undetermined.HOLD)
async def test_x(town):
    await town.ask()
    await town.answer("韦长河","JT01","累计5.8公里")
    await town.close()
    await town.until("07-08 09:30")
    for m in town.server.reading.read_all(): print('--',m.at,m.chat.title,m.kind,m.text,m.labels)
    with town.storage.look() as look:
        print(look.due.of(__import__('rules.month').month.Month(2023,6)), look.due.next_at())
