"""python -m training {train,export,calibrate,evaluate,card} ..."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path

from training import sources


def train(options: argparse.Namespace) -> None:
    import torch
    from tokenizers import Tokenizer

    from training.model import Network
    from training.train import EVENTS, SYNTAX, Trainer

    labels = sources.labels()
    network = Network(labels, sources.pretrained())
    if options.start:
        state = torch.load(options.start, weights_only=True)
        network.load_state_dict(state["network"])
    tokenizer = Tokenizer.from_file(str(sources.pretrained() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    plan = SYNTAX if options.stage == "syntax" else EVENTS
    plan = replace(plan, **json.loads(options.plan))
    data = sources.everything(sentences=options.stage == "events")
    logging.info("%d trees, %d sentences, %d pairs", len(data.trees), len(data.sentences), len(data.pairs))
    Trainer(network=network, labels=labels, tokenizer=tokenizer, data=data, plan=plan).run(options.out)


def export(options: argparse.Namespace) -> None:
    from training.export import export as write

    write(options.checkpoint, options.folder, sources.pretrained())


def calibrate(options: argparse.Namespace) -> None:
    from training.calibrate import calibrate as choose

    print(json.dumps(choose(options.folder), indent=1))


def evaluate(options: argparse.Namespace) -> None:
    from training.evaluate import evaluate as measure
    from training.evaluate import lines

    figures = measure(options.model, quick=options.quick, threads=options.threads)
    print("\n".join(lines(figures)))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def card(options: argparse.Namespace) -> None:
    from training.card import write

    write(json.loads(options.figures.read_text(encoding="utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train", help="train one stage; goes on where a stopped run was")
    command.add_argument("--stage", choices=("syntax", "events"), required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--start", type=Path, help="checkpoint of the stage before")
    command.add_argument("--plan", default="{}", help='settings of train.Plan to change, as JSON: {"passes": 2}')
    command.set_defaults(run=train)
    command = commands.add_parser("export", help="write a checkpoint as int8 ONNX")
    command.add_argument("checkpoint", type=Path)
    command.add_argument("folder", type=Path)
    command.set_defaults(run=export)
    command = commands.add_parser("calibrate", help="choose temperatures and thresholds on the development sentences")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=calibrate)
    command = commands.add_parser("evaluate", help="print every figure of the model card")
    command.add_argument("--model", type=Path, help="folder of a model; the packaged one otherwise")
    command.add_argument("--quick", action="store_true", help="without treebanks and speed")
    command.add_argument("--json", type=Path)
    command.add_argument("--threads", type=int, default=0, help="0: all cores")
    command.set_defaults(run=evaluate)
    command = commands.add_parser("card", help="write evaluate's figures into the docs, README and floors")
    command.add_argument("figures", type=Path, help="what evaluate --json wrote")
    command.set_defaults(run=card)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.run(options)


if __name__ == "__main__":
    main()
