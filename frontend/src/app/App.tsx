import type { QueryClient } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { meQuery } from "../api/session";
import type { Bootstrap } from "../lib/bootstrap";
import { applyBrand } from "../lib/color";
import { Providers } from "./providers";
import { routesOf } from "./routes";

interface AppProps {
  bootstrap: Bootstrap;
  client: QueryClient;
}

export function App({ bootstrap, client }: AppProps) {
  const [brand, setBrand] = useState(bootstrap.tenant?.brand_color);
  const [router] = useState(() => createBrowserRouter(routesOf(bootstrap)));
  return (
    <Providers client={client} brand={brand}>
      <BrandFromMe onBrand={setBrand} />
      <RouterProvider router={router} />
    </Providers>
  );
}

/** A brand colour changed in the settings shows at once, here and in other tabs. */
function BrandFromMe({ onBrand }: { onBrand: (brand: string) => void }) {
  const { data } = useQuery({ ...meQuery, enabled: false });
  const brand = data?.tenant?.brand_color;
  useEffect(() => {
    if (!brand) return;
    applyBrand(brand);
    onBrand(brand);
  }, [brand, onBrand]);
  return null;
}
