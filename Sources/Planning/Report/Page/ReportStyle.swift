/// The page's style sheet: light and dark by the reader's choice, narrow and wide, screen and paper.
///
/// Text colours keep a contrast of at least 4.5:1 with what is behind them (WCAG 2.1, 1.4.3).
let reportStyle: HTML = """

    :root{color-scheme:light dark;--ground:#f4f6f9;--card:#fff;--ink:#17202b;--soft:#55616f;--line:#dde3ea;--code:#eef2f6;
    --good:#11703b;--good-soft:#e4f5ea;--attention:#8a5200;--attention-soft:#fff3db;--bad:#b3261e;--bad-soft:#fdeae8;
    --plain:#3d5166;--plain-soft:#e8eef5;--link:#0b57a4;
    --c0:#5b8def;--c1:#7d6be0;--c2:#2a9d8f;--c3:#4ab06a;--c4:#e0932b;--c5:#d96a54;--c6:#c25b9d;--c7:#7b8794}
    @media (prefers-color-scheme:dark){:root{--ground:#10151b;--card:#19212a;--ink:#e6ebf1;--soft:#a3afbc;--line:#2b3641;
    --code:#222d38;--good:#6fd394;--good-soft:#15301f;--attention:#f3bd62;--attention-soft:#35280f;--bad:#ff9d94;
    --bad-soft:#3b1a18;--plain:#a9bfd6;--plain-soft:#22303e;--link:#7db8f5}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth}
    body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
    "Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:break-word}
    .wide,main{max-width:72rem;margin:0 auto;padding:0 1.25rem}
    header{background:var(--card);border-bottom:1px solid var(--line);border-top:.5rem solid var(--tone);padding:1.75rem 0 0}
    .good{--tone:var(--good);--tone-soft:var(--good-soft)}
    .attention{--tone:var(--attention);--tone-soft:var(--attention-soft)}
    .bad{--tone:var(--bad);--tone-soft:var(--bad-soft)}
    .plain{--tone:var(--plain);--tone-soft:var(--plain-soft)}
    .kind{margin:0;color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase}
    h1{display:flex;gap:.85rem;align-items:center;margin:.5rem 0 .4rem;font-size:clamp(1.4rem,4.2vw,2.1rem);line-height:1.2;
    letter-spacing:-.01em}
    h1 span{min-width:0}
    .sign{flex:none;width:1.35em;height:1.35em}
    .sign circle{fill:var(--tone)}
    .sign path{fill:none;stroke:var(--card);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
    .lead{margin:0 0 1.25rem;color:var(--soft)}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1px;margin:0;background:var(--line);
    border:1px solid var(--line);border-radius:.7rem;overflow:hidden}
    .tiles div{background:var(--card);padding:.8rem 1rem}
    .tiles dt{color:var(--soft);font-size:.8rem}
    .tiles dd{margin:0}
    .tiles b{display:block;font-size:1.3rem;line-height:1.35;font-variant-numeric:tabular-nums}
    .tiles span{color:var(--soft);font-size:.8rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;list-style:none;margin:1.1rem 0 0;padding:0 0 1rem;font-size:.92rem}
    a{color:var(--link);text-underline-offset:.2em}
    nav a{text-decoration:none}
    nav a:hover{text-decoration:underline}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    section{background:var(--card);border:1px solid var(--line);border-radius:.8rem;margin:1.25rem 0;padding:1.25rem 1.4rem 1.4rem}
    h2{margin:0 0 .8rem;font-size:1.2rem;letter-spacing:-.005em}
    h3{margin:1.2rem 0 .4rem;font-size:1rem}
    p{margin:.5rem 0}
    code,pre{font-family:ui-monospace,"SF Mono","DejaVu Sans Mono","Liberation Mono",monospace;font-size:.86em;
    unicode-bidi:isolate}
    code{background:var(--code);border-radius:.3rem;padding:.1em .35em;overflow-wrap:anywhere}
    small{display:block;color:var(--soft);font-size:.8rem;font-weight:400}
    .badge{display:inline-block;background:var(--tone-soft);color:var(--tone);border-radius:1rem;padding:.05rem .65rem;
    font-size:.82rem;font-weight:650;white-space:nowrap}
    .note{border-left:.28rem solid var(--tone);background:var(--tone-soft);border-radius:.2rem .6rem .6rem .2rem;
    padding:.7rem 1rem;margin:.7rem 0}
    .note p,.note h3{margin:0 0 .35rem}
    .note .badge{background:var(--card)}
    .note code{background:color-mix(in srgb,var(--card) 65%,transparent)}
    .note ul{margin:.2rem 0;padding-left:1.2rem}
    .facts{display:grid;gap:.3rem;margin:.4rem 0}
    .facts div{display:grid;grid-template-columns:minmax(7.5rem,11rem) 1fr;gap:.75rem}
    .facts dt{color:var(--soft)}
    .note .facts dt{color:inherit;opacity:.85}
    .facts dd{margin:0;min-width:0}
    .digest{font-size:.84em;letter-spacing:.01em}
    .scroll{overflow-x:auto;margin:0 -1.4rem;padding:0 1.4rem}
    table{border-collapse:collapse;width:100%;font-size:.92rem}
    th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
    tbody tr:last-child>*{border-bottom:0}
    thead th{color:var(--soft);font-size:.8rem;font-weight:600;white-space:nowrap}
    tbody th{font-weight:600}
    td>code,th>code{overflow-wrap:anywhere}
    .number{white-space:nowrap;font-variant-numeric:tabular-nums}
    time{white-space:nowrap}td time{color:var(--soft)}
    .changed td:nth-child(3){font-weight:600}
    .changed td:last-child{color:var(--attention);font-size:.82rem}
    .none{color:var(--soft);font-style:italic}
    .timebar{display:block;width:100%;height:1.75rem;border-radius:.45rem;margin:.3rem 0 .9rem}
    .swatch{display:inline-block;width:.72rem;height:.72rem;border-radius:.2rem;margin-right:.55rem}
    .c0{fill:var(--c0);background:var(--c0)}.c1{fill:var(--c1);background:var(--c1)}.c2{fill:var(--c2);background:var(--c2)}
    .c3{fill:var(--c3);background:var(--c3)}.c4{fill:var(--c4);background:var(--c4)}.c5{fill:var(--c5);background:var(--c5)}
    .c6{fill:var(--c6);background:var(--c6)}.c7{fill:var(--c7);background:var(--c7)}
    .views{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.2rem;align-items:start}
    figure{margin:.8rem 0 0;min-width:0}
    figcaption{color:var(--soft);font-size:.85rem;margin-bottom:.4rem}
    pre{margin:0;background:#0d1218;color:#d5dee8;border-radius:.6rem;padding:.9rem 1.1rem;overflow:auto;max-height:30rem;
    line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere}
    pre code{background:none;padding:0;font-size:.82rem}
    figure img{display:block;max-width:100%;height:auto;border-radius:.6rem;border:1px solid var(--line);background:#000}
    summary{cursor:pointer;color:var(--link)}
    .log{font-size:.88rem;padding-left:1.2rem}
    footer{color:var(--soft);font-size:.88rem;padding:.5rem 0 2.5rem}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    @media (max-width:36rem){section{padding:1rem;border-radius:.6rem}.scroll{margin:0 -1rem;padding:0 1rem}
    .facts div{grid-template-columns:1fr;gap:0}.tiles{grid-template-columns:1fr 1fr}.scroll table{min-width:34rem}}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    @media print{:root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f2f2f2;
    --good:#11703b;--good-soft:#fff;--attention:#8a5200;--attention-soft:#fff;--bad:#b3261e;--bad-soft:#fff;
    --plain:#3d5166;--plain-soft:#fff;--link:#000}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{font-size:10.5pt}nav{display:none}header{padding-bottom:1rem}section{border:0;border-top:1px solid var(--line);
    border-radius:0;padding:1rem 0;margin:0}.scroll{overflow:visible;margin:0;padding:0}
    .note,figure,tr{break-inside:avoid}h2,h3{break-after:avoid}
    pre{background:#fff;color:#000;border:1px solid var(--line);max-height:none}}

    """
