import ArgumentParser
import Checkpoints
import Foundation

/// `lilt model`: a model's card.
struct ModelCardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Tells what a model is: network, vocabulary, training, provenance.")

  @Argument(help: "A model from lilt train; without it the bundled one.") var file: String?
  @Flag(help: "Print the card as JSON.") var json = false

  func run() throws {
    let model = try Model.chosen(file)
    let card = model.card
    if json {
      return try Terminal.put(json: card)
    }
    let network = model.configuration
    let bars = model.context.map { $0.barsBack.map(String.init).joined(separator: ", ") }
    let inputs = bars.map { "tokens, place in the bar, and what stood there \($0) bars ago" } ?? "tokens"
    var lines = [
      "\(card.name ?? "a model"), written by lilt \(card.lilt), SHA-256 \(model.hash)",
      "network: \(network.layers) \(network.cell.rawValue.uppercased()) layers of \(network.hidden)\(network.residual ? ", residual" : "")"
        + "\(network.layerNorm ? ", layer norm" : "")"
        + "\(network.initialState == .learned ? ", learned initial state" : ""), one-hot \(inputs), \(network.tied ? "tied" : "untied") output, "
        + "\(network.parameterCount) parameters, stored as \(model.format.rawValue)",
      "vocabulary: \(model.vocabulary.count) tokens",
    ]
    for corpus in card.corpora {
      lines.append("corpus: \(corpus.name), \(corpus.tunes) tunes" + (corpus.licence.map { ", \($0)" } ?? ""))
    }
    if let data = card.data {
      lines.append(
        "data: \(data.tunes) tunes, \(data.tokens) tokens; held out \(data.heldOutTunes) tunes, \(data.heldOutTokens) tokens; fingerprint \(data.fingerprint.prefix(16))"
      )
    }
    if !card.settings.isEmpty {
      lines.append(
        "settings: " + card.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
    for epoch in card.epochs {
      let heldOut = epoch.heldOutLoss.map { String(format: ", held out %.4f", $0) } ?? ""
      lines.append(
        String(
          format: "epoch %d, update %d: train %.4f%@ nats a token", epoch.epoch, epoch.step, epoch.trainLoss, heldOut))
    }
    if let loss = card.heldOutLoss {
      lines.append(String(format: "held out: %.4f nats a token, perplexity %.3f", loss, exp(loss)))
    }
    if let notes = card.notes { lines.append(notes) }
    try Terminal.put(lines.joined(separator: "\n"))
  }
}
