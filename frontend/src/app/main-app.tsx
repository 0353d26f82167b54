import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "../ui/tokens.css";
import "../ui/base.css";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { readBootstrap, readNonce } from "../lib/bootstrap";
import { applyBrand } from "../lib/color";
import { App } from "./App";
import { makeQueryClient } from "./providers";

setNonce(readNonce());
const bootstrap = readBootstrap();
applyBrand(bootstrap.tenant?.brand_color);

const root = document.getElementById("root");
if (root) createRoot(root).render(<App bootstrap={bootstrap} client={makeQueryClient()} />);
