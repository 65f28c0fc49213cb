import Foundation
import SluiceFetalHeartRate

/// A small artificial abdominal recording: two hearts as sums of Gaussian waves, mixed into four channels with noise.
///
/// It proves that the parts work together, nothing about real patients.
struct SyntheticRecord {
    var recording: Recording
    var fetal: [Double] = []
    var maternal: [Double] = []

    /// A linear congruential generator, so that every run sees the same noise.
    private struct Noise {
        var state: UInt64

        mutating func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53) - 0.5
        }

        /// Nearly normal with unit variance: twelve uniform numbers.
        mutating func normal() -> Double { (0..<12).reduce(0) { sum, _ in sum + uniform() } }
    }

    init(seconds: Double, rate: Double = 500, fetalAmplitude: Double = 25, noise: Double = 2, seed: UInt64 = 1) {
        let count = Int(seconds * rate)
        var random = Noise(state: seed)
        var channels = [[Double]](repeating: [Double](repeating: 0, count: count), count: 4)
        var time = 0.4
        while time < seconds {
            maternal.append(time)
            // A breathing mother: her intervals swing by 10 %.
            time += 0.62 * (1 + 0.10 * sin(2 * Double.pi * time / 2.5))
        }
        time = 0.23
        while time < seconds {
            fetal.append(time)
            time += 0.42 * (1 - 0.12 * sin(2 * Double.pi * time / 50)) + 0.004 * random.uniform()
        }
        let motherGains = [150.0, -90, 60, 120]
        let fetalGains = [1, 0.6, -0.8, 0.2]
        for channel in 0..<4 {
            for beat in maternal {
                Self.add(&channels[channel], rate, beat, motherGains[channel], width: 0.014)
                Self.add(&channels[channel], rate, beat + 0.25, 0.2 * motherGains[3 - channel], width: 0.05)
                Self.add(&channels[channel], rate, beat - 0.16, 0.1 * motherGains[channel], width: 0.025)
            }
            for beat in fetal {
                Self.add(&channels[channel], rate, beat, fetalAmplitude * fetalGains[channel], width: 0.007)
            }
            for index in channels[channel].indices {
                channels[channel][index] += noise * random.normal() + 40 * sin(Double(index) / rate * 1.3)
            }
        }
        let labels = (1...4).map { "ch\($0)" }
        recording = Recording(name: "synthetic", samplingRate: rate, channels: channels, labels: labels)
    }

    private static func add(_ signal: inout [Double], _ rate: Double, _ at: Double, _ height: Double, width: Double) {
        let low = max(0, Int((at - 5 * width) * rate))
        let high = min(signal.count, Int((at + 5 * width) * rate) + 1)
        for index in low..<max(low, high) {
            let distance = (Double(index) / rate - at) / width
            signal[index] += height * exp(-0.5 * distance * distance)
        }
    }
}
