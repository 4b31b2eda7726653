from presales.requests.tasks import daily

__all__ = ["daily"]
