"""What guatu declines to do, told to the person who asked; the words are in `bot/wording`."""


class RefusalError(Exception):
    """A refusal with facts and without words; anything else that is raised is a fault of ours."""
