import { useLocation, useNavigate, useSearchParams } from "react-router";
import { SignIn } from "../features/auth/SignIn";

interface DoorState {
  from?: string;
  notice?: string;
  expired?: boolean;
}

const CONSOLE = /^\/admin\/(?!\/)/;

interface SignInPageProps {
  business: string;
  mayRegister: boolean;
}

export function SignInPage({ business, mayRegister }: SignInPageProps) {
  const { state } = useLocation() as { state: DoorState | null };
  const navigate = useNavigate();
  const next = useSearchParams()[0].get("next") ?? "";
  const notice = state?.expired ? "Your session is over. Please sign in again." : state?.notice;
  return (
    <SignIn
      business={business}
      notice={notice}
      mayRegister={mayRegister}
      onSignedIn={() => {
        // The console is served in documents of its own; nothing else may be named there.
        if (CONSOLE.test(next)) window.location.replace(next);
        else navigate(state?.from ?? "/app", { replace: true });
      }}
    />
  );
}
