//! The sandbox in a process of its own, so that its memory and its work are not taken for the hub's.

use crate::arguments::Played;
use anyhow::Context as _;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Fault, FaultKind, Play, Sandbox};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use url::Url;

/// A sandbox that runs; it ends when this value goes.
pub struct SandboxProcess {
    base: Url,
    _child: Child,
}

impl SandboxProcess {
    /// Starts this very program once more, to play a generated company.
    pub async fn start(played: Played) -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("sandbox")
            .args(["--employees", &played.employees.to_string()])
            .args(["--latency", &played.latency.to_string()])
            .args(["--after-effect", &played.after_effect.to_string()])
            // The other side ends when this pipe closes, also when this process is killed.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().context("the sandbox has an output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        let base = line
            .trim()
            .parse()
            .context("the sandbox did not start: it says no address")?;
        Ok(Self { base, _child: child })
    }

    /// Its address.
    #[must_use]
    pub const fn base(&self) -> &Url {
        &self.base
    }
}

/// The other side: plays until the standard input ends.
pub async fn play(played: Played) -> anyhow::Result<()> {
    let world = World::generated(&Generated {
        employees: played.employees,
        ..Generated::default()
    });
    let running = Sandbox::start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), world).await?;
    delay(running.play(), played.latency, played.after_effect);
    println!("{}", running.base_url());
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink())).await??;
    running.stop().await;
    Ok(())
}

/// Makes every call take so many milliseconds, and so many of them between what it does and its answer: whoever is
/// killed then leaves something behind that he does not know of.
pub fn delay(play: &Play, latency: u32, after_effect: u32) {
    play.set_latency(u64::from(latency.saturating_sub(after_effect)));
    let slow = FaultKind::Slow {
        delay_ms: after_effect.into(),
        drip_ms: 0,
    };
    let every_call = Fault {
        count: u64::MAX,
        ..Fault::new("*", slow)
    };
    play.faults
        .order(if after_effect > 0 { vec![every_call] } else { vec![] });
}
