/// How pages and pictures look, by light and in the dark.
///
/// Hues are those that people with any of the usual colour blindnesses tell apart (Okabe and Ito, "Color Universal
/// Design", 2008), darkened or lightened for contrast with the ground; lines differ in their dashes besides.
package enum ReportStyle {
    /// What the parts of a chart are drawn with; a picture of its own carries it along.
    package static let chart = """
        :root{--ground:#fff;--ink:#1b1f24;--soft:#57606a;--rule:#d8dee4;--blue:#0060a8;--orange:#b35900;--green:#00704e;--pink:#a8407a;--alarm:#e69f00}
        @media (prefers-color-scheme:dark){:root{--ground:#0f1419;--ink:#e6edf3;--soft:#9aa7b4;--rule:#2b333d;--blue:#56b4e9;--orange:#f0a04b;--green:#2ec299;--pink:#e08fc0;--alarm:#e69f00}}
        @media print{:root{--ground:#fff;--ink:#000;--soft:#444;--rule:#ccc;--blue:#0060a8;--orange:#b35900;--green:#00704e;--pink:#a8407a}}
        .chart{display:block;width:100%;height:auto;font:11.5px system-ui,sans-serif;fill:var(--ink)}
        .chart .heading{font-size:14px;font-weight:600}
        .chart .heading .unit{font-size:11.5px;font-weight:400}
        .chart .tick,.chart .unit,.chart .legend{fill:var(--soft)}
        .chart .value{font-weight:600;paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
        .chart .axis{stroke:var(--soft)}
        .chart .grid{stroke:var(--rule)}
        .chart .line{fill:none;stroke-width:1.8;stroke-linejoin:round}
        .chart .line.visible,.chart .line.waiting{stroke:var(--blue)}
        .chart .line.in-flight{stroke:var(--orange);stroke-dasharray:6 2}
        .chart .line.running{stroke:var(--green)}
        .chart .line.pending{stroke:var(--pink);stroke-dasharray:2 2}
        .chart .line.desired{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:7 3}
        .chart .line.total{stroke:var(--ink)}
        .chart .line.run-1{stroke:var(--orange);stroke-dasharray:6 2}
        .chart .line.run-0{stroke:var(--blue)}
        .chart .line.run-2{stroke:var(--green);stroke-dasharray:2 2}
        .chart .line.run-3{stroke:var(--pink);stroke-dasharray:9 3 2 3}
        .chart .line.run-4{stroke:var(--ink);stroke-width:1.2}
        .chart .line.run-5{stroke:var(--soft);stroke-dasharray:1 3}
        .chart .bar.starting{fill:var(--pink);fill-opacity:.35}
        .chart .bar.ready{fill:var(--green);fill-opacity:.22}
        .chart .bar.job{fill:var(--blue)}
        .chart .bar.repeated{fill:var(--orange)}
        .chart .bar.failed{fill:var(--alarm);stroke:var(--ink);stroke-width:.6}
        .chart .line.alarm{stroke:var(--alarm);stroke-opacity:.4;stroke-width:10}
        .chart .area{stroke:none;fill-opacity:.14}
        .chart .area.visible{fill:var(--blue)}
        .chart .area.running{fill:var(--green)}
        .chart .band{fill:var(--alarm);fill-opacity:.18}
        .chart .band.other{fill:var(--pink);fill-opacity:.1}
        .chart .peak{fill:var(--ink)}
        """

    /// What a page adds to it.
    package static let page = """
        body{margin:0 auto;max-width:980px;padding:16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.1rem;margin:1.6em 0 .4em}
        p.sub{color:var(--soft);margin:.2em 0 1em}figure{margin:1.4em 0;break-inside:avoid}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.2em 1.2em .2em 0;border-bottom:1px solid var(--rule);vertical-align:top}
        td.number,th.number{text-align:right}tr.off td,tr.off th{font-weight:600}
        section>p{max-width:44em}details>summary{cursor:pointer;color:var(--soft)}.scroll{overflow-x:auto}
        .chart.narrow{display:none}
        @media (max-width:640px){.chart.narrow{display:block}.chart.wide{display:none}}
        @media print{.chart.narrow{display:none}.chart.wide{display:block}}
        """
}
