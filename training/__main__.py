"""python -m training {train,export,evaluate} ..."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training import sources
from training.model import Network
from training.train import EVENTS, SYNTAX, Trainer


def train(options: argparse.Namespace) -> None:
    labels = sources.labels()
    network = Network(labels, sources.pretrained())
    if options.start:
        state = torch.load(options.start, weights_only=True)
        network.load_state_dict(state["network"])
    tokenizer = Tokenizer.from_file(str(sources.pretrained() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    plan = SYNTAX if options.stage == "syntax" else EVENTS
    if options.passes:
        plan = replace(plan, passes=options.passes)
    data = sources.everything(sentences=options.stage == "events")
    logging.info("%d trees, %d sentences, %d pairs", len(data.trees), len(data.sentences), len(data.pairs))
    Trainer(network=network, labels=labels, tokenizer=tokenizer, data=data, plan=plan).run(options.out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train", help="train one stage; goes on where a stopped run was")
    command.add_argument("--stage", choices=("syntax", "events"), required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--start", type=Path, help="checkpoint of the stage before")
    command.add_argument("--passes", type=float)
    command.set_defaults(run=train)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.run(options)


if __name__ == "__main__":
    main()
