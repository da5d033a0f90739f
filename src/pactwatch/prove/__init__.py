"""What the register is worth: its figures against gold, and predictions for public benchmarks."""

from pactwatch.prove.evaluate import Evaluation, Figure, evaluate, list_evaluation
from pactwatch.prove.predictions import predict, predict_dates

__all__ = ["Evaluation", "Figure", "evaluate", "list_evaluation", "predict", "predict_dates"]
