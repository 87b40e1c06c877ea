//! Tells Zed how to start the language server of saywell.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    register_extension, serde_json, Command, Extension, LanguageServerId, Result, Worktree,
};

struct Saywell;

impl Extension for Saywell {
    fn new() -> Self {
        Self
    }

    /// The command of the settings (`lsp.saywell.binary`), else the one on the path.
    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?;
        let binary = settings.binary;
        let path = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = path
            .or_else(|| worktree.which("saywell"))
            .ok_or("saywell is not on the path: install it, or set lsp.saywell.binary.path")?;
        let args = binary.and_then(|binary| binary.arguments);
        let args = args.unwrap_or_else(|| vec!["lsp".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    /// What the settings say in `lsp.saywell.settings`.
    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| serde_json::json!({ "saywell": settings })))
    }
}

register_extension!(Saywell);
