//! A story in a process of its own, so that what it costs is known. Linux only: the figures are read from `/proc`.
#![allow(clippy::print_stdout)]

use std::process::Command;

/// What a process has used.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds of all its threads together.
    pub cpu: f64,
    /// The most memory that it had, in MB.
    pub peak: f64,
}

/// Set in the second process.
const TOLD: &str = "LANGSHENG_TEST_ALONE";

/// Tells a story in a process of its own, by the full `name` of the test that calls this. Gives its cost to the first process,
/// nothing to the second.
pub fn alone(name: &str, story: impl FnOnce()) -> Option<Cost> {
    if std::env::var_os(TOLD).is_some() {
        story();
        let Cost { cpu, peak } = cost();
        println!("cost: {cpu} {peak}");
        return None;
    }
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", name, "--nocapture"])
        .env(TOLD, "yes")
        .output()
        .expect("this program again");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && told.contains("1 passed"), "{told}{}", String::from_utf8_lossy(&child.stderr));
    let figures = told.split("cost: ").nth(1).and_then(|rest| rest.lines().next()).expect("its cost");
    let mut figures = figures.split(' ').map(|figure| figure.parse().expect("a number"));
    let cost = Cost { cpu: figures.next().expect("CPU"), peak: figures.next().expect("memory") };
    eprintln!("{name}: {cost:?}");
    Some(cost)
}

fn cost() -> Cost {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("figures");
    let after_name = stat.rsplit(')').next().expect("fields");
    let ticks: Vec<f64> =
        after_name.split_whitespace().skip(11).take(2).map(|field| field.parse().expect("a number")).collect();
    let status = std::fs::read_to_string("/proc/self/status").expect("figures");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kib: f64 = peak.split_whitespace().next().and_then(|kib| kib.parse().ok()).expect("a number");
    // The kernel counts in hundredths of a second for every process (USER_HZ).
    Cost { cpu: (ticks[0] + ticks[1]) / 100.0, peak: kib / 1024.0 }
}
