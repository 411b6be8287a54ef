// How the demo shop looks, on a phone and on a desk, by day and by night. One sheet, put into every
// page; it styles the container of the payment and never what is inside its frame.
export const STYLE = `
:root{color-scheme:light dark;--ground:#fbf6ee;--card:#fff;--ink:#2b1d14;--soft:#6d5a4c;
--line:#e7dccd;--brand:#9c3f1f;--brand-ink:#fff;--good:#1f6b3a;--good-ground:#e6f4ea}
@media(prefers-color-scheme:dark){:root{--ground:#17110d;--card:#221a14;--ink:#f4eadf;
--soft:#bda996;--line:#3a2d23;--brand:#f0a17c;--brand-ink:#2a1207;--good:#8fd6a5;
--good-ground:#16301f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
h1,h2{font-family:Georgia,"Times New Roman",serif;font-weight:600;line-height:1.2;margin:0}
h1{font-size:clamp(1.75rem,5vw,2.75rem);text-wrap:balance}
h2{font-size:1.25rem}
p{margin:0}
a{color:var(--brand)}
a:focus-visible,button:focus-visible{outline:3px solid var(--brand);outline-offset:3px}
.wide{max-width:1080px;margin:0 auto;padding:0 20px}
header{border-bottom:1px solid var(--line)}
header .wide{display:flex;align-items:center;justify-content:space-between;min-height:68px}
.brand{display:flex;white-space:nowrap;gap:10px;align-items:center;color:inherit;
text-decoration:none;font:600 1.25rem Georgia,"Times New Roman",serif}
.brand svg{width:32px;height:32px;color:var(--brand)}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.hero{padding:clamp(32px,7vw,72px) 0 clamp(24px,5vw,48px);max-width:38rem}
.hero p{margin-top:12px;font-size:1.125rem}
.shelf{display:grid;gap:24px;grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr));
padding:0 0 64px;margin:0;list-style:none}
.shelf li,.card{background:var(--card);border:1px solid var(--line);border-radius:16px}
.shelf li{display:flex;flex-direction:column;padding:20px;gap:8px}
.shelf svg{display:block;width:100%;height:200px}
.shelf .price{margin-top:auto;padding-top:12px}
.price{font-variant-numeric:tabular-nums;font-weight:600;font-size:1.125rem}
.button,button{font:600 1rem/1.25 system-ui,sans-serif;min-height:48px;padding:4px 22px;border:0;
border-radius:10px;background:var(--brand);color:var(--brand-ink);cursor:pointer;
display:inline-flex;align-items:center;justify-content:center;text-decoration:none}
.shelf button{width:100%;margin-top:8px}
.desk{display:grid;gap:32px;padding-block:32px 64px;align-items:start}
@media(min-width:860px){.desk{grid-template-columns:1fr 440px;gap:56px;padding-block-start:48px}}
.card{padding:20px}
.club{display:grid;gap:24px;align-items:center;margin-bottom:64px}
@media(min-width:700px){.club{grid-template-columns:300px 1fr;gap:40px}}
.pair{display:flex;max-width:420px}
.pair svg{flex:1;min-width:0;height:auto}
.stack>*+*{margin-top:16px}
.line{display:flex;gap:16px;align-items:center}
.line svg{width:84px;height:84px;flex:none}
.line div{flex:1}
dl{display:grid;grid-template-columns:1fr auto;gap:8px 16px;margin:0;padding-top:16px;
border-top:1px solid var(--line)}
dt{color:var(--soft)}
dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
dl .sum{font-weight:600;font-size:1.125rem;color:inherit}
.inline{min-height:560px}
.notice{border-radius:12px;padding:14px 16px;border:1px solid var(--line);display:flex;gap:12px}
.notice.good{background:var(--good-ground);color:var(--good);border-color:currentColor}
.notice svg{width:24px;height:24px;flex:none}
.narrow{max-width:600px;margin:0 auto;padding:40px 20px 64px}
footer{border-top:1px solid var(--line);padding:24px 0 40px}
[hidden]{display:none!important}
.actions{display:flex;gap:20px;align-items:center;flex-wrap:wrap}
@media(max-width:479px){.inline{margin-inline:-20px}header .small{display:none}}
`;
