//! Runs that meet, and runs that are cut short.

use crate::stage::{APPLY, Over, Stage};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

const BUSY: &str = "Een andere run is nu bezig met Modehuis Voorbeeld B.V.";

#[tokio::test]
async fn of_two_runs_at_once_one_sends() {
    let stage = Stage::ready(Over::Rest).await;
    stage.sandbox.play().set_latency(100);
    let (one, other) = tokio::join!(stage.run(APPLY), stage.run(APPLY));
    let (sent, refused) = if one.stderr.is_empty() {
        (one, other)
    } else {
        (other, one)
    };
    sent.done().says("27 regels in Nmbrs, teruggelezen");
    refused.ended(1).because(BUSY);
    stage.sandbox.play().set_latency(0);
    stage.sends_all_once().await;
}

/// Killed while answers are on their way: what arrived is found by reading, the rest goes, and nothing goes twice.
async fn killed_after(over: Over, rows: usize) {
    let stage = Stage::ready(over).await;
    stage.run("coupling export c.toml").await.done();
    // What is absent now stays absent: the sandbox shows at once what it holds.
    let quick = stage
        .text("c.toml")
        .replace("settling-seconds = 180", "settling-seconds = 0");
    stage.file("c.toml", quick.replace("in-flight = 64", "in-flight = 2"));
    stage
        .run("coupling import c.toml --yes")
        .await
        .done()
        .says("settling-seconds");
    stage.sandbox.play().set_latency(50);
    let mut run = stage.program().start(APPLY);
    while stage.rows_in_nmbrs().await < rows {
        assert!(run.try_wait().unwrap().is_none(), "it was done before it was killed");
    }
    run.kill().await.unwrap();
    stage.sandbox.play().set_latency(0);
    stage.run(APPLY).await.ended(1).because(BUSY);
    stage.wait_for_the_lease().await;
    stage.sends_all_once().await;
    stage.run("history").await.done().says("failed");
}

#[tokio::test]
async fn a_run_that_is_killed_is_gone_on_with() {
    tokio::join!(
        killed_after(Over::Rest, 1),
        killed_after(Over::Soap, 1),
        killed_after(Over::Rest, 9)
    );
}

impl Stage {
    /// As if the minute had passed for which the run that is gone still holds the company.
    async fn wait_for_the_lease(&self) {
        let database = format!("sqlite:{}", self.path("loonbrug.db").display());
        let mut connection = SqliteConnection::connect(&database).await.unwrap();
        connection.execute("UPDATE lease SET until = 0").await.unwrap();
        connection.close().await.unwrap();
    }
}
