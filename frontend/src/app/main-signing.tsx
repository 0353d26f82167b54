import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { readBootstrap } from "../lib/bootstrap";
import { applyBrand } from "../lib/color";
import "../ui/tokens.css";
import "../ui/base.css";
import { SigningEntry } from "./SigningEntry";

const bootstrap = readBootstrap();
applyBrand(bootstrap.tenant?.brand_color);

const root = document.getElementById("root");
if (root) createRoot(root).render(<SigningEntry bootstrap={bootstrap} />);
