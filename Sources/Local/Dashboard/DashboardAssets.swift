import SluiceReport

/// The style and the script of the dashboard's pages.
enum DashboardAssets {
    static let style = """
        \(ReportStyle.chart)
        \(ReportStyle.page)
        body{max-width:1100px}
        header{display:flex;flex-wrap:wrap;gap:.3em 1.4em;align-items:baseline;border-bottom:1px solid var(--rule);padding-bottom:.5em}
        header strong{font-size:1.2rem}nav ul{display:flex;flex-wrap:wrap;gap:.3em 1.1em;list-style:none;margin:0;padding:0}
        a{color:var(--blue)}nav a{text-decoration:none;padding:.2em 0}nav a[aria-current]{color:var(--ink);font-weight:600;border-bottom:2px solid var(--ink)}
        :focus-visible{outline:3px solid var(--orange);outline-offset:2px}
        .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--ground);padding:.4em}
        #link{margin-left:auto;color:var(--soft);font-size:.9rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(118px,1fr));gap:.8em;margin:1em 0;padding:0}
        .tiles div{border:1px solid var(--rule);border-radius:6px;padding:.5em .8em}.tiles dt{color:var(--soft);font-size:.9rem}
        .tiles dd{margin:0;font-size:1.5rem;font-variant-numeric:tabular-nums}
        table{width:100%}td{white-space:nowrap}td.break{white-space:normal;min-width:14em}td.break,dd.break{overflow-wrap:anywhere}td details[open]{white-space:normal}dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1.2em}
        dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
        pre,code{font:13px/1.45 ui-monospace,monospace}pre{background:color-mix(in srgb,var(--rule) 35%,transparent);padding:.7em;overflow:auto;max-height:30em;border-radius:6px}
        .state{font-weight:600}.state.failed,.state.cancelled{color:var(--orange)}.state.succeeded{color:var(--green)}.state.processing{color:var(--blue)}
        form.filter{display:flex;flex-wrap:wrap;gap:.6em;align-items:end;margin:1em 0}label{display:block;font-size:.9rem;color:var(--soft)}
        input,select,button{font:inherit;padding:.3em .6em;border:1px solid var(--soft);border-radius:5px;background:var(--ground);color:var(--ink)}
        button{cursor:pointer}button.danger{border-color:var(--orange);color:var(--orange);font-weight:600}
        .cli{color:var(--soft)}.cli code{color:var(--ink);user-select:all}.said{border-left:4px solid var(--green);padding:.3em .8em}
        .said.error{border-color:var(--orange)}progress{width:100%}.outputs img{max-width:100%;background:#fff;border:1px solid var(--rule)}
        ol.story{list-style:none;padding:0}ol.story time{color:var(--soft);display:inline-block;min-width:11em}
        .pager{display:flex;flex-wrap:wrap;gap:1em;margin:1em 0}h1{overflow-wrap:anywhere}
        @media (max-width:640px){td{white-space:normal}td a{overflow-wrap:anywhere}th,td{padding-right:.7em}td:has(a){min-width:5.5em}}
        """

    /// Puts pieces of the page in place as the server sends them; what is typed, chosen or focused stays.
    static let script = """
        'use strict';
        const link = document.getElementById('link');
        const source = new EventSource('/dashboard/events?page=' + encodeURIComponent(location.pathname + location.search));
        source.onopen = () => { link.textContent = 'live'; };
        source.onerror = () => { link.textContent = 'not connected; trying again'; };
        source.onmessage = (message) => {
          const piece = JSON.parse(message.data);
          const place = document.getElementById(piece.id);
          if (!place) return;
          const focused = document.activeElement;
          const within = place.contains(focused) && focused !== place;
          const key = within ? (focused.id || focused.getAttribute('href')) : null;
          const open = [...place.querySelectorAll('pre')].map((box) => box.scrollTop);
          place.innerHTML = piece.html;
          place.querySelectorAll('pre').forEach((box, index) => { if (open[index]) box.scrollTop = open[index]; });
          if (key) {
            const again = document.getElementById(key) || [...place.querySelectorAll('a')].find((a) => a.getAttribute('href') === key);
            if (again) again.focus();
          }
        };
        addEventListener('pagehide', () => source.close());
        """
}
