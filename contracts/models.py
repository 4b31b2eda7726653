from contracts.sales.models import Call, Contract, NumberSeries

__all__ = ["Call", "Contract", "NumberSeries"]
