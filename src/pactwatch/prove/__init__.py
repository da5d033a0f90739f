"""What the register is worth: its figures against gold, predictions for public benchmarks, and proof
that nothing in it or in its archive was altered."""

from pactwatch.prove.evaluate import Evaluation, Figure, evaluate, list_evaluation
from pactwatch.prove.packing import Packed, pack_register, unpack_register
from pactwatch.prove.predictions import predict, predict_dates
from pactwatch.prove.verify import Verified, VerifyRequest, head_of, verify

__all__ = [
    "Evaluation",
    "Figure",
    "Packed",
    "Verified",
    "VerifyRequest",
    "evaluate",
    "head_of",
    "list_evaluation",
    "pack_register",
    "predict",
    "predict_dates",
    "unpack_register",
    "verify",
]
