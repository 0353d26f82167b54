import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { signOut } from "../api/generated/api";
import { keys } from "../api/keys";
import { isProblem } from "../api/problem";
import { rememberMe } from "../api/session";
import { toastProblem } from "../ui/toast";

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(async () => {
    try {
      await signOut();
    } catch (error) {
      if (!isProblem(error, "not-signed-in")) return toastProblem(error);
    }
    // What is on screen knows who is signed in, and is there until the door has come, on a slow line for long.
    await navigate("/sign-in", { state: { notice: "You are signed out." } });
    client.clear();
    client.setQueryData(keys.me, rememberMe(null));
  }, [client, navigate]);
}
