import { getPublicBusiness } from "../../api/generated/api";
import type { PublicBusiness } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import type { Bootstrap } from "../../lib/bootstrap";
import { useLoad } from "../../lib/useLoad";
import { Button } from "../../ui/light/Button";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import classes from "./Booking.module.css";
import { BookPage } from "./BookPage";
import { ManagePage } from "./ManagePage";
import { OWN_BOOKINGS } from "./useCustomer";
import { isEmbedded, useEmbedding } from "./useEmbedding";
import { WaitPage } from "./WaitPage";

const MANAGE_PATH = /^\/b\/([^/]+)\/?$/;
const WAIT_PATH = /^\/w\/([^/]+)\/?$/;

export function BookingApp({ bootstrap }: { bootstrap: Bootstrap }) {
  useEmbedding();
  const sent = bootstrap.business;
  const loaded = useLoad(sent ? null : "business", (signal) => getPublicBusiness({ signal }));
  const business = sent ?? loaded.data;
  return (
    <div className={classes.page}>
      <main className={classes.content}>
        {business ? (
          <Page
            business={business}
            mayRegister={bootstrap.tenant?.customers_may_register ?? false}
            isCustomer={bootstrap.is_customer}
          />
        ) : loaded.error ? (
          <div className={classes.done} role="alert">
            <h1 className={classes.title}>We could not load this page</h1>
            <p className={classes.muted}>{messageOf(loaded.error)}</p>
            <div className={classes.actions}>
              <Button look="primary" onClick={loaded.reload}>
                Try again
              </Button>
            </div>
          </div>
        ) : (
          <div className={classes.loading} aria-busy="true">
            <span className="visually-hidden">Loading</span>
          </div>
        )}
      </main>
      <footer className={classes.foot}>
        <span>
          {business?.shows_our_name !== false && "Booking by SmoothSchedule"}
          {!isEmbedded && (
            <>
              {business?.shows_our_name !== false && " · "}
              {bootstrap.is_customer ? (
                <a href={OWN_BOOKINGS}>Your bookings</a>
              ) : (
                <a href="/app">Team sign-in</a>
              )}
            </>
          )}
        </span>
        <SchemeToggle />
      </footer>
    </div>
  );
}

interface PageProps {
  business: PublicBusiness;
  mayRegister: boolean;
  isCustomer: boolean;
}

function Page({ business, mayRegister, isCustomer }: PageProps) {
  const place = WAIT_PATH.exec(window.location.pathname)?.[1];
  if (place) {
    return (
      <WaitPage token={decodeURIComponent(place)} business={business} isCustomer={isCustomer} />
    );
  }
  const token = MANAGE_PATH.exec(window.location.pathname)?.[1];
  return token ? (
    <ManagePage token={decodeURIComponent(token)} business={business} isCustomer={isCustomer} />
  ) : (
    <BookPage business={business} mayRegister={mayRegister} isCustomer={isCustomer} />
  );
}
