import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { Landing } from "../features/site/Landing";
import { readBootstrap } from "../lib/bootstrap";
import { applyBrand } from "../lib/color";
import "../ui/tokens.css";
import "../ui/base.css";

applyBrand(undefined);

const root = document.getElementById("root");
if (root) createRoot(root).render(<Landing bootstrap={readBootstrap()} />);
