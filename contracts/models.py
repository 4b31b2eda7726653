from contracts.aggregation.models import PartnerContract, PartnerReference, Valuation
from contracts.evidence.models import VerificationTry
from contracts.sales.models import Call, Contract, NumberSeries
from contracts.statements.models import Statement
from contracts.withdrawal.models import WithdrawalTry

__all__ = [
    "Call",
    "Contract",
    "NumberSeries",
    "PartnerContract",
    "PartnerReference",
    "Statement",
    "Valuation",
    "VerificationTry",
    "WithdrawalTry",
]
