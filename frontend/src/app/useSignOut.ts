import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useNavigate } from "react-router";
import { signOut } from "../api/generated/api";
import { isProblem } from "../api/problem";
import { rememberMe } from "../api/session";
import { toastProblem } from "../ui/toast";

/** To the door; what is on screen knows who is signed in and stays as it is until the door has come. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  return useCallback(async () => {
    try {
      await signOut();
    } catch (error) {
      if (!isProblem(error, "not-signed-in")) return toastProblem(error);
    }
    rememberMe(null);
    await navigate("/sign-in", { state: { notice: "You are signed out." } });
  }, [navigate]);
}

/** For the frame of all signed-in screens: what was loaded for somebody is forgotten once it is gone. */
export function useForgetting(): void {
  const client = useQueryClient();
  useEffect(() => () => client.clear(), [client]);
}
