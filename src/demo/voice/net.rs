//! Running the two small models of the English voice.

use std::sync::Arc;

use rten::{Model, ModelOptions, RunError, RunOptions, ThreadPool, Value, op_registry};
use thiserror::Error;

/// The English voice could not be loaded. It is part of the program, so this is a fault of the build or of memory.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The model is not what the runtime can read.
    #[error("the voice model cannot be read: {0}")]
    Model(#[from] rten::LoadError),
    /// The table of sounds is broken.
    #[error("the table of sounds is broken: {0}")]
    Table(#[from] serde_json::Error),
}

/// A model, and where it runs.
pub struct Net {
    model: Model,
    pool: Arc<ThreadPool>,
}

impl Net {
    /// Loads a model that is part of this program; it runs on `pool`.
    pub fn load(model: &'static [u8], pool: Arc<ThreadPool>) -> Result<Net, rten::LoadError> {
        // Only what the two models use, so that the linker can leave out the rest of the runtime.
        let operators = op_registry!(
            Add,
            ArgMax,
            Cast,
            Clip,
            Concat,
            Conv,
            CumSum,
            Div,
            DynamicQuantizeLinear,
            Erf,
            Exp,
            Gather,
            GreaterOrEqual,
            LayerNormalization,
            Log,
            MatMul,
            MatMulInteger,
            Mul,
            Pow,
            Range,
            ReduceSum,
            Relu,
            Reshape,
            Round,
            Shape,
            Slice,
            Softmax,
            Split,
            Sub,
            Tile,
            Transpose,
            Unsqueeze
        );
        let model = ModelOptions::with_ops(operators).load_static_slice(model)?;
        Ok(Net { model, pool })
    }

    /// Runs the model on its named inputs; gives all its outputs in the order of the model.
    pub fn run(&self, inputs: Vec<(&str, Value)>) -> Result<Vec<Value>, RunError> {
        let name = |(name, value): (&str, Value)| Ok((self.model.node_id(name)?, value.into()));
        let inputs = inputs.into_iter().map(name).collect::<Result<Vec<_>, RunError>>()?;
        let mut options = RunOptions::default();
        options.thread_pool = Some(self.pool.clone());
        self.model.run(inputs, self.model.output_ids(), Some(options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_model_does_not_know_is_an_error() {
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        assert!(Net::load(b"not a model", pool).is_err());
    }
}
