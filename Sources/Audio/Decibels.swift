import Foundation

extension Double {
  /// The factor that so many decibels are: 20 are 10.
  init(decibels: Double) { self = pow(10, decibels / 20) }

  /// How many decibels a factor is.
  var decibels: Double { 20 * log10(self) }
}
