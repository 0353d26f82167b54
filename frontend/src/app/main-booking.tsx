import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { BookingApp } from "../features/booking/BookingApp";
import { readBootstrap } from "../lib/bootstrap";
import { applyBrand } from "../lib/color";
import "../ui/tokens.css";
import "../ui/base.css";
import "../features/booking/served.css";

const bootstrap = readBootstrap();
applyBrand(bootstrap.business?.brand_color ?? bootstrap.tenant?.brand_color);

const root = document.getElementById("root");
if (root) createRoot(root).render(<BookingApp bootstrap={bootstrap} />);
