//! Commands that run until they are stopped.

use crate::stage::{Over, PLAN, Program, Stage, free_port};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};

async fn first_line(output: impl AsyncRead + Unpin) -> String {
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).await.unwrap();
    line
}

/// Ctrl-C is `INT`; a service manager sends `TERM`.
async fn stopped(mut child: Child, signal: &str) -> i32 {
    let process = child.id().unwrap().to_string();
    let mut kill = Command::new("kill");
    assert!(kill.args(["-s", signal, &process]).status().await.unwrap().success());
    child.wait().await.unwrap().code().expect("it ended by itself")
}

#[tokio::test]
async fn the_sandbox_alone_keeps_its_state() {
    let stage = Stage::set().await;
    let words = "sandbox --listen 127.0.0.1:0 --state nmbrs.json";
    let mut sandbox = stage.program().start(words);
    let address = first_line(sandbox.stdout.take().unwrap()).await;
    let add = stage.add(Over::Soap).replace(stage.at(), address.trim());
    let added = stage.run(&add).await.done();
    added.says("modehuis: Modehuis Voorbeeld B.V. (1)");
    assert_eq!(stopped(sandbox, "INT").await, 0);
    assert!(stage.text("nmbrs.json").contains("Thomas"));

    let mut again = stage.program().start(words);
    let address = first_line(again.stdout.take().unwrap()).await;
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    assert_eq!(stopped(again, "TERM").await, 0);
    stage.file("nmbrs.json", "{");
    stage.run(words).await.ended(1).because("nmbrs.json is niet te lezen.");
}

#[tokio::test]
async fn the_address_of_the_sandbox_is_data_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Program::in_folder(folder.path()).start("sandbox --listen 127.0.0.1:0 --json");
    let line = first_line(sandbox.stdout.take().unwrap()).await;
    let data: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = data["address"].as_str().unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{line}");
    assert_eq!(stopped(sandbox, "INT").await, 0);
}

#[tokio::test]
async fn the_server_waits_for_the_night() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["INT", "TERM"] {
        let mut server = Program::in_folder(folder.path()).start("serve --listen 127.0.0.1:0");
        let mut lines = BufReader::new(server.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("volgende nacht: ") {
            assert_ne!(lines.read_line(&mut said).await.unwrap(), 0, "{said}");
        }
        assert!(said.starts_with("pagina's: http://127.0.0.1:"), "{said}");
        assert!(said.contains("Nog geen gebruikers."), "{said}");
        assert_eq!(stopped(server, signal).await, 0);
    }
}

/// People and shifts are there, and nothing is sent: that is for whoever looks on, until it is stopped.
#[tokio::test]
async fn the_demonstration_can_be_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let listen = format!("127.0.0.1:{}", free_port().await);
    let words = format!("demo --listen {listen} --pages 127.0.0.1:0 --database sqlite:demo.db --key-file demo.key");
    let mut demo = Program::in_folder(folder.path()).start(&words);
    let mut lines = BufReader::new(demo.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("Ctrl-C") {
        assert_ne!(lines.read_line(&mut said).await.unwrap(), 0, "{said}");
    }
    assert!(said.contains(&format!("http://{listen}/")), "{said}");
    let by_hand = Program::in_folder(folder.path()).with("LOONBRUG_DATABASE", "sqlite:demo.db");
    let by_hand = by_hand.with("LOONBRUG_KEY_FILE", "demo.key");
    by_hand.run(PLAN).await.done().says("27 regels te versturen");
    assert_eq!(stopped(demo, "INT").await, 0);
}
