"""What a soak is to be: how much violence, how long and how wide a month."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices of one soak; by default those of `make soak`.

    A whole month is bound, asked, answered, closed, determined, published and signed for, in
    groups and in private; else the responsible persons alone are asked and answer. Several
    processes receive by a webhook behind a balancer, one by polling. `aways` are the shares of
    the kills at which the database goes away; what takes its time is in seconds.
    """

    seed: int
    kills: int = 20
    processes: int = 1
    is_whole: bool = True
    aways: tuple[float, ...] = (0.35, 0.85)
    times_out: bool = True  # a call that hangs is given up after half a minute
    between_kills: float = 4.0  # at most, from ready to killed
    thinking: float = 6.0  # at most, that people take over a thing
    chatter: float = 0.6  # between what bystanders ask
    most_repeated: float = 0.02  # of the prompts
    month: int = 6
