import Testing

@testable import SluiceSimulation

@Suite("Normal quantiles")
struct NormalQuantileTests {
    // Roots of mpmath 1.3's ncdf with 40 digits; Python's statistics.NormalDist().inv_cdf says the same.
    @Test(
        "they are right to fifteen digits",
        arguments: [
            (1e-17, -8.49379322410959807), (1e-10, -6.3613409024040562), (1e-5, -4.26489079392282461),
            (0.001, -3.09023230616781354), (0.025, -1.95996398454005421), (0.0749999, -1.43953217737590059),
            (0.075, -1.43953147093845593), (0.2, -0.841621233572914166), (0.4, -0.253347103135799741),
            (0.6, 0.253347103135799741), (0.9, 1.28155156554460059), (0.925, 1.43953147093845623),
            (0.95, 1.64485362695147228), (0.975, 1.95996398454005386), (0.99, 2.32634787404084077),
            (0.999, 3.09023230616781328), (0.9999999, 5.19933758229066109),
        ]
    )
    func values(probability: Double, quantile: Double) {
        #expect(abs(NormalQuantile.value(probability) / quantile - 1) < 4e-15)
    }

    @Test("the median is zero, and the ends are finite")
    func ends() {
        #expect(NormalQuantile.value(0.5) == 0)
        // Python's statistics.NormalDist().inv_cdf(1e-300).
        #expect(abs(NormalQuantile.value(1e-300) + 37.0470962993612) < 1e-12)
        #expect(NormalQuantile.value(1 - 0x1p-53) > 8)
        #expect(NormalQuantile.value(1 - 0x1p-53).isFinite)
    }
}
