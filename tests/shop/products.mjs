// What the demo shop sells, with a picture of each. Knows nothing of orders and payments.

// A paper bag of coffee with a label; `scene` is drawn inside the round window of the label.
const bag = ({ paper, shade, label, scene }) => `
<svg viewBox="0 0 320 320" role="img" aria-hidden="true" focusable="false">
  <ellipse cx="160" cy="292" rx="96" ry="9" fill="#000" opacity=".12"/>
  <path d="M82 64h156l10 224q0 6-6 6H78q-6 0-6-6z" fill="${paper}"/>
  <path d="M82 64h156l1.300 28H80.700z" fill="${shade}"/>
  <path d="M82 64l-6-16q-2-6 4-6h160q6 0 4 6l-6 16z" fill="${shade}" opacity=".8"/>
  <path d="M96 52h128" stroke="${label}" stroke-width="3" stroke-linecap="round" opacity=".7"/>
  <path d="M216 92l10 202h16q6 0 6-6l-9-196z" fill="#000" opacity=".08"/>
  <rect x="100" y="122" width="120" height="138" rx="8" fill="${label}"/>
  <clipPath id="window-${paper.slice(1)}"><circle cx="160" cy="178" r="42"/></clipPath>
  <g clip-path="url(#window-${paper.slice(1)})">${scene}</g>
  <path d="M126 238h68M138 248h44" stroke="${shade}" stroke-width="4" stroke-linecap="round"/>
</svg>`;

const morning = `
  <path d="M110 130h100v100H110z" fill="#f7c873"/>
  <circle cx="160" cy="190" r="20" fill="#e2603a"/>
  <path d="M110 192q26-16 50 0t50 0v40H110z" fill="#7a3d22"/>
  <path d="M160 142v14M128 156l9 9M192 156l-9 9" stroke="#e2603a" stroke-width="4"
    stroke-linecap="round"/>`;

const mountain = `
  <path d="M110 130h100v100H110z" fill="#cfe3e2"/>
  <path d="M112 224l34-58 18 26 12-16 34 48z" fill="#2f6b68"/>
  <path d="M146 166l-11 19 9 5 6-6 8 3z" fill="#fff"/>
  <circle cx="184" cy="158" r="8" fill="#f3b64e"/>`;

const evening = `
  <path d="M110 130h100v100H110z" fill="#2d2b52"/>
  <path d="M172 150a24 24 0 1 0 8 38 20 20 0 0 1-8-38z" fill="#f5e6b8"/>
  <circle cx="186" cy="160" r="2" fill="#fff"/><circle cx="134" cy="152" r="2" fill="#fff"/>
  <circle cx="194" cy="186" r="1.500" fill="#fff"/>
  <path d="M110 212q25-12 50 0t50 0v20H110z" fill="#6f63a8"/>`;

export const PRODUCTS = [
  {
    id: "sunrise",
    name: "Sunrise Espresso",
    notes: "Dark chocolate, hazelnut, orange peel",
    about: "A round espresso for milk and for early trains. 250 g, whole beans.",
    amount: "14.00",
    mode: "inline",
    picture: bag({ paper: "#b5502f", shade: "#8f3b20", label: "#fbf0dd", scene: morning }),
  },
  {
    id: "high-valley",
    name: "High Valley Filter",
    notes: "Peach, jasmine, honey",
    about: "Grown at 1,900 metres, roasted light, best by hand. 250 g, whole beans.",
    amount: "16.50",
    mode: "overlay",
    picture: bag({ paper: "#4f8a86", shade: "#3a6c69", label: "#f4f3ea", scene: mountain }),
  },
  {
    id: "quiet-evening",
    name: "Quiet Evening Decaf",
    notes: "Caramel, malt, dried fig",
    about: "All of the taste and none of the night shift. 250 g, whole beans.",
    amount: "13.20",
    mode: "inline",
    picture: bag({ paper: "#55528a", shade: "#403d6c", label: "#f1ecf5", scene: evening }),
  },
];

export const ASSET = "USDC";

export const productOf = (id) => PRODUCTS.find((product) => product.id === id);
