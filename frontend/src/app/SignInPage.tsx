import { useLocation, useNavigate } from "react-router";
import { SignIn } from "../features/auth/SignIn";

interface DoorState {
  from?: string;
  notice?: string;
  expired?: boolean;
}

interface SignInPageProps {
  business: string;
  mayRegister: boolean;
}

export function SignInPage({ business, mayRegister }: SignInPageProps) {
  const { state } = useLocation() as { state: DoorState | null };
  const navigate = useNavigate();
  const notice = state?.expired ? "Your session is over. Please sign in again." : state?.notice;
  return (
    <SignIn
      business={business}
      notice={notice}
      mayRegister={mayRegister}
      onSignedIn={() => navigate(state?.from ?? "/app", { replace: true })}
    />
  );
}
