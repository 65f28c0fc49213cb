import Foundation
import SluiceFetalHeartRate
import Testing

@Suite("Filters")
struct FilterTests {
    private let rate = 500.0

    private func sine(_ frequency: Double, count: Int = 5000) -> [Double] {
        (0..<count).map { sin(2 * Double.pi * frequency * Double($0) / rate) }
    }

    private func middle(_ signal: [Double]) -> ArraySlice<Double> { signal[1500..<3500] }

    /// Gain and phase lag of a filter for a sine, from its projection on sine and cosine.
    private func response(_ filter: ZeroPhaseFilter, _ frequency: Double) -> (gain: Double, phase: Double) {
        let output = middle(filter.apply(sine(frequency)))
        var inPhase = 0.0
        var quadrature = 0.0
        for (index, value) in output.enumerated() {
            let angle = 2 * Double.pi * frequency * Double(index + 1500) / rate
            inPhase += value * sin(angle)
            quadrature += value * cos(angle)
        }
        let scale = 2 / Double(output.count)
        return ((inPhase * inPhase + quadrature * quadrature).squareRoot() * scale, atan2(quadrature, inPhase))
    }

    /// Magnitude of a bilinear Butterworth of the given order, squared because it is run twice.
    private func lowPass(_ frequency: Double, _ cutoff: Double, order: Int) -> Double {
        let ratio = tan(Double.pi * frequency / rate) / tan(Double.pi * cutoff / rate)
        return 1 / (1 + pow(ratio, Double(2 * order)))
    }

    @Test("a fourth-order low-pass has Butterworth's magnitude and no phase", arguments: [10.0, 50, 90, 130])
    func lowPassResponse(frequency: Double) {
        let measured = response(.lowPass(90, samplingRate: rate), frequency)
        #expect(abs(measured.gain - lowPass(frequency, 90, order: 4)) < 2e-4)
        #expect(abs(measured.phase) < 1e-3)
    }

    @Test("a high-pass halves its cut-off and has no phase", arguments: [(20.0, 20.0, 0.5), (20.0, 200.0, 1.0)])
    func highPassResponse(cutoff: Double, frequency: Double, gain: Double) {
        let measured = response(.highPass(cutoff, samplingRate: rate), frequency)
        #expect(abs(measured.gain - gain) < 1e-3)
        #expect(abs(measured.phase) < 1e-3)
    }

    @Test("a notch removes its line and leaves a neighbour alone")
    func notch() {
        let notch = ZeroPhaseFilter.notch(50, samplingRate: rate)
        #expect(response(notch, 50).gain < 1e-3)
        #expect(response(notch, 40).gain > 0.98)
    }

    @Test("a constant passes a low-pass and vanishes in a high-pass, ends included")
    func constants() {
        let constant = [Double](repeating: 7, count: 800)
        #expect(ZeroPhaseFilter.lowPass(90, samplingRate: rate).apply(constant).allSatisfy { abs($0 - 7) < 1e-9 })
        #expect(ZeroPhaseFilter.highPass(3, samplingRate: rate).apply(constant).allSatisfy { abs($0) < 1e-9 })
        #expect(ZeroPhaseFilter.lowPass(90, samplingRate: rate).apply([Double]()).isEmpty)
    }

    @Test("resampling keeps what lies in the band and removes what would alias", arguments: [1000.0, 2000, 1024, 600])
    func resampling(from: Double) {
        let count = Int(from * 4)
        let low = (0..<count).map { sin(2 * Double.pi * 20 * Double($0) / from) }
        let output = Resampler(from: from, to: rate).apply(low)
        #expect(output.count == 2000)
        for index in 100..<1900 {
            #expect(abs(output[index] - sin(2 * Double.pi * 20 * Double(index) / rate)) < 2e-3)
        }
        let high = (0..<count).map { sin(2 * Double.pi * 285 * Double($0) / from) }
        if from >= 1000 {
            let leak = Resampler(from: from, to: rate).apply(high)[100..<1900].map(abs).max() ?? 1
            #expect(leak < 0.05)
        }
    }

    @Test("the spectrum finds a line where there is one and nowhere else")
    func spectrum() throws {
        var seed: UInt64 = 1
        let noise = (0..<20000).map { index -> Double in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1
            return Double(seed >> 11) / Double(1 << 53) - 0.5 + 0.2 * sin(2 * Double.pi * 50 * Double(index) / rate)
        }
        let spectrum = try #require(PowerSpectrum(noise, samplingRate: rate))
        #expect(spectrum.hasLine(at: 50))
        #expect(!spectrum.hasLine(at: 60))
        #expect(PowerSpectrum([1, 2, 3], samplingRate: rate) == nil)
    }

    @Test("the transform of an impulse is flat, and of a sine a single line")
    func fourier() {
        let transform = FourierTransform(count: 64)
        var real = [Double](repeating: 0, count: 64)
        var imaginary = real
        real[0] = 1
        transform.run(real: &real, imaginary: &imaginary)
        #expect(real.allSatisfy { abs($0 - 1) < 1e-12 } && imaginary.allSatisfy { abs($0) < 1e-12 })
        real = (0..<64).map { sin(2 * Double.pi * 5 * Double($0) / 64) }
        imaginary = [Double](repeating: 0, count: 64)
        transform.run(real: &real, imaginary: &imaginary)
        #expect(abs(imaginary[5] + 32) < 1e-9 && abs(imaginary[59] - 32) < 1e-9)
        #expect(abs(imaginary[6]) < 1e-9)
    }

    @Test("conditioning fills holes, clips a lone impulse and keeps the recurring complexes")
    func conditioning() {
        #expect(SignalConditioner.filled([.nan, 1, .nan, .nan, 4, .nan]) == [1, 1, 2, 3, 4, 4])
        #expect(SignalConditioner.filled([.nan, .nan]) == [0, 0])
        var channel = (0..<10000).map { index in index % 400 == 200 ? 100.0 : 0 }
        channel[5333] = 5000
        let result = SignalConditioner(samplingRate: rate).apply([channel])[0]
        let impulse = result[5323...5343].map(abs).max() ?? 0
        let complex = result[5390...5410].map(abs).max() ?? 0
        #expect(impulse < 3.5 * complex)
        #expect(complex > 20)
    }
}
