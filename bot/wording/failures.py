"""What is said when something of ours went wrong."""


def not_handled() -> str:
    """Tell a sender that nothing is lost."""
    return "收到，处理出错，已转督考办。"
